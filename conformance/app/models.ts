/** The models behind the recordings. Lifting changes definitions, so that each app gets its own. */
export function createModels(): Record<string, object> {
  return {
    user: {
      attributes: {
        name: { type: 'string', required: true },
        age: { type: 'number' },
        company: { model: 'company' },
        pets: { collection: 'pet', via: 'owner' },
        friends: { collection: 'user', via: 'friendOf' },
        friendOf: { collection: 'user', via: 'friends' },
        groups: { collection: 'group', via: 'members' },
        follows: { collection: 'company' },
      },
    },
    company: {
      attributes: {
        name: { type: 'string' },
        employees: { collection: 'user', via: 'company' },
      },
    },
    pet: { attributes: { name: { type: 'string', required: true }, owner: { model: 'user' } } },
    group: {
      attributes: {
        name: { type: 'string' },
        members: { collection: 'user', via: 'groups' },
      },
    },
    badge: {
      attributes: {
        code: { type: 'string', required: true, unique: true },
        level: { type: 'number', min: 1, max: 5, defaultsTo: 1 },
      },
    },
    doc: {
      primaryKey: 'key',
      attributes: {
        id: false,
        key: { type: 'string', required: true },
        title: { type: 'string' },
      },
    },
    account: {
      attributes: {
        name: { type: 'string' },
        password: { type: 'string', protect: true },
        email: { type: 'string' },
      },
      customToJSON: withoutEmail,
    },
  }
}

function withoutEmail(this: Record<string, unknown>): Record<string, unknown> {
  const { email: _email, ...shown } = this
  return shown
}
