//! Pieces of running text as events: marks around as much as they can hold, links outermost, code innermost.

use super::address;
use super::run::{Piece, What};
use super::style::Style;
use super::writer::Writer;
use pulldown_cmark::{Event, LinkType, Tag};
use std::ops::Range;

/// Marks from the outermost to the innermost.
#[derive(Clone, Copy)]
enum Layer {
    Link,
    Strike,
    Strong,
    Emphasis,
    Code,
}

impl Layer {
    fn below(self) -> Option<Self> {
        match self {
            Layer::Link => Some(Layer::Strike),
            Layer::Strike => Some(Layer::Strong),
            Layer::Strong => Some(Layer::Emphasis),
            Layer::Emphasis => Some(Layer::Code),
            Layer::Code => None,
        }
    }

    /// Whether two pieces stand under the same mark, or both under none.
    fn is_same(self, a: Style, b: Style) -> bool {
        match self {
            Layer::Link => a.link == b.link,
            Layer::Strike => a.strike == b.strike,
            Layer::Strong => a.strong == b.strong,
            Layer::Emphasis => a.emphasis == b.emphasis,
            Layer::Code => a.code == b.code,
        }
    }
}

impl<'a> Writer<'a, '_> {
    pub(super) fn inline(&mut self, pieces: &[Piece<'a>]) {
        self.layer(pieces, Layer::Link);
    }

    fn layer(&mut self, pieces: &[Piece<'a>], layer: Layer) {
        for part in pieces.chunk_by(|a, b| layer.is_same(a.style, b.style)) {
            let style = part[0].style;
            let tag = match layer {
                Layer::Link => self.link(style),
                Layer::Strike => style.strike.then_some(Tag::Strikethrough),
                Layer::Strong => style.strong.then_some(Tag::Strong),
                Layer::Emphasis => style.emphasis.then_some(Tag::Emphasis),
                Layer::Code if style.code => {
                    self.code_run(part);
                    continue;
                }
                Layer::Code => None,
            };
            let range = around(part);
            let end = tag.as_ref().map(Tag::to_end);
            self.events
                .extend(tag.map(|tag| (Event::Start(tag), range.clone())));
            match layer.below() {
                Some(below) => self.layer(part, below),
                None => part.iter().for_each(|piece| self.piece(piece)),
            }
            self.events.extend(end.map(|end| (Event::End(end), range)));
        }
    }

    fn piece(&mut self, piece: &Piece<'a>) {
        let range = piece.range.clone();
        match &piece.what {
            What::Text(text) => {
                self.events.push((Event::Text(text.clone().into()), range));
            }
            What::Break => self.events.push((Event::HardBreak, range)),
            What::Image(address, alt) => {
                let alt = Event::Text(alt.clone().into());
                let Some(address) = address::meant(address) else {
                    return self.events.push((alt, range.start..range.start + 1));
                };
                let tag = Tag::Image {
                    link_type: LinkType::Inline,
                    dest_url: address.into(),
                    title: "".into(),
                    id: "".into(),
                };
                let end = tag.to_end();
                let place = range.start..range.start + 1;
                self.events.push((Event::Start(tag), range.clone()));
                self.events.push((alt, place));
                self.events.push((Event::End(end), range));
            }
        }
    }

    /// Text in which only letters count, as one event for as long as it lasts.
    fn code_run(&mut self, pieces: &[Piece<'a>]) {
        let is_text = |piece: &Piece<'_>| matches!(piece.what, What::Text(_));
        for part in pieces.chunk_by(|a, b| is_text(a) == is_text(b)) {
            if !is_text(&part[0]) {
                part.iter().for_each(|piece| self.piece(piece));
                continue;
            }
            let mut text = String::new();
            for piece in part {
                if let What::Text(part) = &piece.what {
                    text.push_str(part);
                }
            }
            self.events.push((Event::Code(text.into()), around(part)));
        }
    }

    /// The link around a stretch of text, if it leads anywhere.
    fn link(&self, style: Style) -> Option<Tag<'a>> {
        let href = self.tree.value(style.link?, "href");
        let address = address::meant(href)?;
        if let Some(fragment) = address.strip_prefix('#')
            && !self.targets.contains(fragment)
        {
            return None;
        }
        Some(Tag::Link {
            link_type: LinkType::Inline,
            dest_url: address.into(),
            title: "".into(),
            id: "".into(),
        })
    }
}

fn around(pieces: &[Piece<'_>]) -> Range<usize> {
    let start = pieces.first().map_or(0, |piece| piece.range.start);
    let end = pieces.iter().map(|piece| piece.range.end).max();
    start..end.unwrap_or(start).max(start)
}
