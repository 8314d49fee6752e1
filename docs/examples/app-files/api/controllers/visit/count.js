export default {
  friendlyName: 'Count visits',
  async fn() {
    const { req, sails } = this
    return { visits: req.visits, title: sails.config.custom.title }
  },
}
