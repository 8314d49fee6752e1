import { belongsTo, model, string } from '@halyard/orm'

export default model({
  attributes: {
    name: string().required(),
    kind: string().oneOf('cat', 'dog').required(),
    owner: belongsTo('user'),
  },
})
