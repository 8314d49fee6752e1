/** Somebody's friend. */
export interface Friend {
  name: string
  since: Date
}

const FRIENDS = new Map<number, Friend[]>([
  [
    3,
    [
      { name: 'Ann', since: new Date('2024-05-01') },
      { name: 'Bob', since: new Date(0) },
    ],
  ],
])

export function findFriends(id: number): Friend[] | undefined {
  return FRIENDS.get(id)
}
