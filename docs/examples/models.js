import { defineModel } from '@halyard/orm'

// #region user
export const User = defineModel({
  attributes: {
    name: { type: 'string', required: true, maxLength: 80 },
    email: { type: 'string', required: true, isEmail: true, unique: true },
    role: { type: 'string', isIn: ['admin', 'guest'], defaultsTo: 'guest' },
    ssn: { type: 'string', encrypt: true },
    pets: { collection: 'pet', via: 'owner' },
    friends: { collection: 'user', via: 'friendOf' },
    friendOf: { collection: 'user', via: 'friends' },
  },

  customToJSON() {
    const { ssn: _ssn, ...shown } = this
    return shown
  },

  beforeCreate: async (user) => {
    user.email = user.email.toLowerCase()
  },
})
// #endregion user

// #region pet
export const Pet = {
  attributes: {
    name: 'string',
    kind: { type: 'string', isIn: ['cat', 'dog'], required: true },
    owner: { model: 'user' },
  },
}
// #endregion pet

// #region config
export const models = {
  attributes: {
    createdAt: { type: 'number', autoCreatedAt: true },
    updatedAt: { type: 'number', autoUpdatedAt: true },
    id: { type: 'number', autoIncrement: true },
  },
  dataEncryptionKeys: { default: process.env.DATA_ENCRYPTION_KEY },
}
// #endregion config

// #region through
export const Team = {
  attributes: {
    members: { collection: 'user', through: 'membership', via: 'team' },
  },
}

export const Membership = {
  attributes: {
    team: { model: 'team', required: true },
    member: { model: 'user', required: true },
    role: 'string',
  },
}
// #endregion through
