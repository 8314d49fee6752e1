// What the clients ask for, and the answer that proves that the server did the work.
import { friendsOf } from '../servers/work.mjs'

const HELLO = { hello: 'world' }
const NOTE = noteOf(1_024)

/** `query` goes to the URL over HTTP and to the virtual request's data over a socket. */
export const REQUESTS = {
  hello: { method: 'GET', path: '/hello', answer: HELLO },
  friends: {
    method: 'GET',
    path: '/user/3/friends',
    query: { limit: 15 },
    answer: friendsOf(3, 15),
  },
  echo: { method: 'POST', path: '/echo', data: NOTE, answer: NOTE },
  session: { method: 'GET', path: '/me', answer: HELLO },
  unchecked: { method: 'GET', path: '/unchecked', ...checkedInputs(), answer: HELLO },
  checked: { method: 'GET', path: '/checked', ...checkedInputs(), answer: HELLO },
}

function checkedInputs() {
  return {
    headers: { 'x-key': 'bench' },
    query: { name: 'world', page: 2, order: 'newest' },
  }
}

/** @param size Bytes of the note as JSON. */
function noteOf(size) {
  const note = {
    id: 4_711,
    title: 'What the harbour master said',
    tags: ['harbour', 'weather', 'night'],
    author: { id: 3, name: 'Ada', isOnline: true },
    position: { lat: 53.5461, lon: 9.9661 },
    text: '',
  }
  const words = 'The wind turned at four and every boat came home. '
  const room = size - JSON.stringify(note).length
  note.text = words.repeat(Math.ceil(room / words.length)).slice(0, room)
  return note
}
