"""The whole site as files that any store of files or CDN serves: an archive, a mirror, a stand-in."""
