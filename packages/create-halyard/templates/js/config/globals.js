module.exports.globals = {
  sails: true,
  models: true,
  _: false,
  async: false,
}
