// Loaded after /halyard.io.js, which has put `io` on the window and connects by itself.
const { io } = window
const $ = (id) => document.getElementById(id)

/** Whose friends are shown: `?user=7`. */
const userId = Number(new URLSearchParams(location.search).get('user') ?? 3)

/** Names of all users by id, and ids of friends: those on show, and all. */
const names = new Map()
let shown = []
let friends = new Set()

// Read. Who reads records over a socket is told from then on when they change.

let reads = 0

async function load() {
  const read = ++reads
  const [list, user, everybody] = await Promise.all([
    askForFriends(),
    ask('get', `/user/${userId}`),
    ask('get', '/user', { populate: false, sort: 'name' }),
  ])
  // An answer that a newer one has overtaken.
  if (read !== reads) return
  showAnswer(list)
  showProblem($('problem'), user)
  for (const { id, name } of everybody.error ? [] : everybody.body) names.set(id, name)
  if (!user.error) friends = new Set(user.body.friends.map(({ id }) => id))
  if (!list.error) shown = list.body.map(({ id }) => id)
  render()
}

async function askForFriends() {
  let data
  try {
    data = JSON.parse($('data').value)
  } catch (error) {
    return { error, statusCode: 'not sent', headers: {}, body: `Data is no JSON: ${error.message}` }
  }
  const headers = { 'x-csrf-token': 'ji4brixbiub3' }
  return ask('get', `/user/${userId}/friends`, data, headers)
}

/** Resolves whatever the status is; the answer has an `error` unless it is a success. */
function ask(method, url, data = {}, headers = {}) {
  return new Promise((resolve) => {
    io.socket.request({ method, url, data, headers }, (_resData, jwres) => resolve(jwres))
  })
}

// Hear of changes. The window that makes one has its answer, and is not told.

const heard = {
  created({ id, data }) {
    names.set(id, data.name)
    render()
  },
  updated({ id, data }) {
    if ('name' in data) names.set(id, data.name)
    render()
  },
  destroyed({ id }) {
    names.delete(id)
    void load()
  },
  addedTo: loadIfMine,
  removedFrom: loadIfMine,
}

function loadIfMine({ id, attribute }) {
  if (id === userId && attribute === 'friends') void load()
}

io.socket.on('user', (message) => {
  showEvent(message)
  heard[message.verb]?.(message)
})
// Each connection is a new one for the server, so everything is read again.
io.socket.on('connect', start)
io.socket.on('disconnect', () => showStatus('reconnecting'))
// The client connects by itself, maybe before this file was here.
if (io.socket.isConnected()) start()

function start() {
  showStatus('connected')
  void load()
}

// Change.

/** @returns whether it was done; if not, the place for problems says why */
async function change(place, ...request) {
  const answer = await ask(...request)
  showProblem(place, answer)
  if (!answer.error) await load()
  return !answer.error
}

$('request').addEventListener('submit', (event) => {
  event.preventDefault()
  void load()
})

$('add').addEventListener('submit', (event) => {
  event.preventDefault()
  void change($('problem'), 'put', `/user/${userId}/friends/${$('candidate').value}`)
})

$('create').addEventListener('submit', async (event) => {
  event.preventDefault()
  const name = $('new-name').value.trim()
  if (!(await change(problemOf(event.target), 'post', '/user', { name }))) return
  $('new-name').value = ''
  $('candidate').value = [...names.keys()].findLast((id) => names.get(id) === name)
})

function remove(id) {
  void change($('problem'), 'delete', `/user/${userId}/friends/${id}`)
}

const dialog = $('rename')
let renamed

function openRename(id) {
  renamed = id
  $('rename-title').textContent = `Rename ${names.get(id)}`
  $('name').value = names.get(id)
  showProblem(problemOf(dialog), {})
  dialog.showModal()
  $('name').select()
}

dialog.addEventListener('submit', async (event) => {
  event.preventDefault()
  const name = $('name').value.trim()
  if (await change(problemOf(dialog), 'patch', `/user/${renamed}?populate=false`, { name }))
    dialog.close()
})
$('cancel').addEventListener('click', () => dialog.close())

// Show.

function render() {
  $('user-id').textContent = userId
  $('friends-title').textContent = `Friends of ${names.get(userId) ?? '…'}`
  $('count').textContent = `${shown.length} of ${friends.size}`
  $('friends').replaceChildren(...shown.map(toRow))
  renderCandidates()
}

function renderCandidates() {
  const { value } = $('candidate')
  const candidates = [...names].filter(([id]) => id !== userId && !friends.has(id))
  $('candidate').replaceChildren(...candidates.map(([id, name]) => new Option(name, id)))
  if (candidates.some(([id]) => String(id) === value)) $('candidate').value = value
}

function toRow(id) {
  const name = names.get(id) ?? `user ${id}`
  const link = element('a', name)
  link.href = `?user=${id}`
  const row = element('li')
  row.append(
    toAvatar(id, name),
    link,
    toButton('Rename', name, () => openRename(id)),
    toButton('Remove', name, () => remove(id)),
  )
  return row
}

function toAvatar(id, name) {
  const words = name.split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => [...word][0] ?? '')
  const avatar = element('span', letters.join(''))
  avatar.className = 'avatar'
  avatar.ariaHidden = 'true'
  avatar.style.setProperty('--hue', (id * 47) % 360)
  return avatar
}

function toButton(label, name, onClick) {
  const button = element('button', label)
  button.className = 'quiet'
  button.ariaLabel = `${label} ${name}`
  button.addEventListener('click', onClick)
  return button
}

function showAnswer({ statusCode, headers, body, error }) {
  $('answer-status').textContent = statusCode
  $('answer-status').dataset.state = error ? 'bad' : 'good'
  $('answer-headers').textContent = JSON.stringify(headers)
  $('answer-body').textContent = typeof body === 'string' ? body : JSON.stringify(body, null, 2)
}

function showEvent(message) {
  $('no-events').hidden = true
  const line = element('li')
  line.append(element('b', message.verb), element('code', JSON.stringify(message)))
  $('events').prepend(line)
  while ($('events').children.length > 8) $('events').lastChild.remove()
}

/** A 400 of a blueprint lists what is wrong with which attribute. */
function showProblem(place, { error, statusCode, body }) {
  const problems = body?.problems?.map(({ attrName, message }) => `${attrName}: ${message}`)
  const text = problems?.join(' ') ?? body?.message ?? 'That did not work.'
  place.textContent = error ? `${statusCode} – ${text}` : ''
  place.hidden = !error
}

function showStatus(state) {
  $('status').textContent = state
  $('status').dataset.state = state
}

function problemOf(place) {
  return place.querySelector('.problem')
}

function element(tag, text = '') {
  const made = document.createElement(tag)
  made.textContent = text
  return made
}
