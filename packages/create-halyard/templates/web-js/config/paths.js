module.exports.paths = {
  // Files of this folder are served as they are.
  public: 'assets',
}
