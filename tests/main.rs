//! All integration tests as one program: it is linked once, not thirty times. A new file is one line here.

mod home;

mod architecture;
mod audience;
mod bad_input;
mod careful;
mod check;
mod check_rules;
mod classification;
mod cli;
mod data;
mod disguised;
mod extract;
mod heads;
mod html;
mod incremental;
mod kill;
mod ledger;
mod masked;
mod misleading;
mod negative;
mod output;
mod patterns;
mod sarif;
mod score;
mod search;
mod search_browser;
mod serve;
mod site;
mod split;
mod sync;
mod theme;
mod time;
