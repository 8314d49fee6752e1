/* global User */

const NAMES = [
  'Ada Lovelace',
  'Grace Hopper',
  'Radia Perlman',
  'Alan Turing',
  'Barbara Liskov',
  'Edsger Dijkstra',
  'Hedy Lamarr',
  'Donald Knuth',
  'Margaret Hamilton',
  'Ken Thompson',
  'Frances Allen',
  'Dennis Ritchie',
  'Katherine Johnson',
  'Tony Hoare',
  'Adele Goldberg',
  'Alan Kay',
  'Joan Clarke',
  'Niklaus Wirth',
  'Sophie Wilson',
  'John McCarthy',
  'Karen Spärck Jones',
  'Edgar Codd',
  'Mary Shaw',
  'Leslie Lamport',
  'Shafi Goldwasser',
  'Tim Berners-Lee',
  'Lynn Conway',
  'Vint Cerf',
  'Evelyn Boyd Granville',
  'Robin Milner',
  'Anita Borg',
  'Claude Shannon',
  'Annie Easley',
  'John Backus',
  'Jean Bartik',
  'Butler Lampson',
  'Stephanie Shirley',
  'Ivan Sutherland',
  'Elizabeth Feinler',
  'Brian Kernighan',
]

/** Fills an empty database: 40 users, of whom the third has 20 friends and everybody else five. */
export async function bootstrap() {
  if ((await User.count()) > 0) return
  const users = await User.createEach(NAMES.map((name) => ({ name }))).fetch()
  const ids = users.map(({ id }) => id)
  for (const [index, id] of ids.entries()) {
    const friendCount = index === 2 ? 20 : 5
    const others = [...ids.slice(index + 1), ...ids.slice(0, index)]
    await User.addToCollection(id, 'friends', others.slice(0, friendCount))
  }
}
