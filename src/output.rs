//! Writes a site into its folder so that readers see the old one or the new one, never a mixture.
