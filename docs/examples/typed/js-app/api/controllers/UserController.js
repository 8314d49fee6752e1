module.exports = {
  /**
   * @param {import('halyard').Request} req
   * @param {import('halyard').Response} res
   */
  async logIn(req, res) {
    return res.json({ name: String(req.param('name')) })
  },
}
