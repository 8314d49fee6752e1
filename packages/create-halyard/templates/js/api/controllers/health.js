module.exports = function health(req, res) {
  return res.json({ status: 'up' })
}
