import type { SailsApp } from 'halyard'

/** The records that the recordings started with. */
export async function seed({ models }: SailsApp): Promise<void> {
  await models['company']?.createEach([{ name: 'Acme' }, { name: 'Beta' }])
  await models['user']?.createEach(Array.from({ length: 40 }, (_value, index) => toUser(index + 1)))
  await models['pet']?.createEach([
    { name: 'pet1', owner: 1 },
    { name: 'pet2', owner: 1 },
    { name: 'pet3', owner: 2 },
    { name: 'pet4' },
  ])
  await models['group']?.create({ name: 'g1' })
  const friends = Array.from({ length: 20 }, (_value, index) => index + 4)
  await models['user']?.addToCollection(3, 'friends', friends)
}

function toUser(number: number): Record<string, unknown> {
  return { name: `u${number}`, age: number, company: number <= 2 ? 1 : null }
}
