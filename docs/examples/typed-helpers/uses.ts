import { sails } from 'halyard'

/** Compiles as it is, and not without one of the expected errors. */
export async function uses(): Promise<string> {
  const friends: { id: number; name: string }[] = await sails.helpers.user.findFriends(7, 2)
  const same = await sails.helpers.user.findFriends.with({ userId: 7 }).timeout(500)
  const none: { id: number; name: string }[] | 'none' = await sails.helpers.user
    .findFriends(7)
    .tolerate('notFound', () => 'none' as const)
  const price: string = sails.helpers.format.price(1250)

  // @ts-expect-error a user is needed
  sails.helpers.user.findFriends()
  // @ts-expect-error it is a number
  sails.helpers.user.findFriends('Ann')
  // @ts-expect-error there is no such input
  sails.helpers.user.findFriends.with({ userId: 7, size: 3 })
  // @ts-expect-error there is no such helper
  sails.helpers.user.findFoes(7)

  return [friends.length, same[0]?.name, none.length, price].join(' ')
}
