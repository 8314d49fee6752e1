const { defineAction } = require('halyard')

module.exports = defineAction({
  inputs: { id: { type: 'number', required: true }, limit: { type: 'number' } },
  exits: { notFound: { statusCode: 404, outputType: { message: 'string' } } },
  async fn({ id, limit = 15 }) {
    if (id === 7) throw { notFound: { message: 'There is no user 7.' } }
    return [{ name: 'Ann' }, { name: 'Bob' }].slice(0, limit)
  },
})
