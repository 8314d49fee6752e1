import { belongsTo, collection, json, model, number, string } from '@halyard/orm'

export default model({
  attributes: {
    name: string().required().maxLength(80),
    email: string().required().email().unique(),
    role: string().oneOf('admin', 'guest').defaultsTo('guest'),
    age: number().integer().min(0).allowNull(),
    settings: json<{ theme: string }>(),
    boss: belongsTo('user'),
    pets: collection('pet').via('owner'),
  },
})
