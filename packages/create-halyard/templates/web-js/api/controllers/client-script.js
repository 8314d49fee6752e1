/** The one file that gives a page `io.socket`. */
module.exports = function clientScript(req, res) {
  return res.sendFile(require.resolve('@halyard/client/sails.io.js'))
}
