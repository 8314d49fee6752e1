import type { Model } from '../src/query/model.ts'
import type { Lift, TestOrm } from './databases.ts'

/** The models that most cases use: every type of attribute, every kind of association. */
export const PETS = {
  User: {
    attributes: {
      name: { type: 'string', required: true },
      email: { type: 'string', unique: true, allowNull: true },
      age: { type: 'number', allowNull: true },
      rank: { type: 'number', columnName: 'rank_no' },
      isAdmin: 'boolean',
      data: 'json',
      bio: 'string',
      pets: { collection: 'pet', via: 'owner' },
      friends: { collection: 'user', via: 'friendOf' },
      friendOf: { collection: 'user', via: 'friends' },
      bookmarks: { collection: 'pet' },
      teams: { collection: 'team', through: 'membership', via: 'member' },
    },
  },
  Pet: {
    attributes: {
      name: 'string',
      age: 'number',
      owner: { model: 'user', columnName: 'owner_id' },
      collars: { collection: 'collar', via: 'pet' },
    },
  },
  Collar: {
    attributes: { color: 'string', pet: { model: 'pet', required: true } },
  },
  Team: {
    attributes: {
      name: 'string',
      members: { collection: 'user', through: 'membership', via: 'team' },
    },
  },
  Membership: {
    attributes: {
      role: { type: 'string', defaultsTo: 'member' },
      member: { model: 'user' },
      team: { model: 'team' },
    },
  },
} as const

export interface Pets extends TestOrm {
  readonly User: Model
  readonly Pet: Model
  readonly Collar: Model
  readonly Team: Model
  readonly Membership: Model
}

/** The models above with empty tables. */
export async function liftPets(lift: Lift, more?: Parameters<Lift>[1]): Promise<Pets> {
  const orm = await lift(PETS, more)
  return {
    ...orm,
    User: orm.model('User'),
    Pet: orm.model('Pet'),
    Collar: orm.model('Collar'),
    Team: orm.model('Team'),
    Membership: orm.model('Membership'),
  }
}

/** The same with Ann (30), Bob (20), Cid (no age) and Dan (10). */
export async function liftPeople(lift: Lift, more?: Parameters<Lift>[1]): Promise<Pets> {
  const orm = await liftPets(lift, more)
  await orm.User.createEach([
    { id: 1, name: 'Ann', age: 30, rank: 1.5, email: 'ann@x.org', isAdmin: true, data: { a: 1 } },
    { id: 2, name: 'Bob', age: 20, rank: 2, email: 'bob@x.org', data: [1, 2] },
    { id: 3, name: 'Cid', age: null, rank: -3, email: 'cid@x.org', bio: '100% \\ a_b' },
    { id: 4, name: 'Dan', age: 10, rank: 0, email: null, bio: 'ann' },
  ])
  orm.statements()
  return orm
}

/** Names of records, in their order. */
export function names(records: unknown): string[] {
  return (records as { name: string }[]).map(({ name }) => name)
}
