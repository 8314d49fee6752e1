import type { Model, ModelRecord } from '@halyard/orm'

// #region use
export async function namesOfCats(User: Model<'user'>): Promise<string[]> {
  const users = await User.find({ role: 'guest', age: { '>=': 18 } })
    .sort('name DESC')
    .populate('pets', { where: { kind: 'cat' }, select: ['name'] })

  return users.flatMap((user) => user.pets.map((pet) => pet.name))
}

export function greet(user: ModelRecord<'user'>): string {
  return `Hello ${user.name}, ${user.age ?? 'ageless'}`
}
// #endregion use

// #region refused
export function refused(User: Model<'user'>): unknown[] {
  return [
    // @ts-expect-error there is no such attribute
    User.find({ nmae: 'Ann' }),
    // @ts-expect-error the age is a number
    User.update(1).set({ age: 'old' }),
    // @ts-expect-error there is no such association
    User.find().populate('pet'),
    // @ts-expect-error `email` is required
    User.create({ name: 'Ann' }),
  ]
}
// #endregion refused
