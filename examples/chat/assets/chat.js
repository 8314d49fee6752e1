const { io } = window
const $ = (id) => document.getElementById(id)

document.querySelector(`a[data-client=${document.documentElement.dataset.client}]`).ariaCurrent =
  'true'
$('name').value = `sailor ${Math.floor(Math.random() * 90 + 10)}`

// Talk: join a room, hear the others, speak to them.

function join() {
  const room = encodeURIComponent($('room').value)
  io.socket.put(`/room/${room}/member`, { name: $('name').value }, (body, jwres) => {
    if (jwres.error) return note(`Could not join: ${jwres.statusCode}`)
    showHere(body)
  })
}

function start() {
  note('connected')
  join()
}

function showHere({ room, names }) {
  if (room === $('room').value) $('here').textContent = names.join(', ')
}

function show(from, text, isMine) {
  const line = document.createElement('li')
  line.classList.toggle('mine', isMine)
  const who = document.createElement('b')
  who.textContent = from
  line.append(who, ` ${text}`)
  $('messages').append(line)
  line.scrollIntoView({ block: 'nearest' })
}

function note(text) {
  $('status').textContent = text
}

io.socket.on('connect', start)
io.socket.on('disconnect', () => note('connection lost, trying again …'))
io.socket.on('chat', ({ room, from, text }) => room === $('room').value && show(from, text, false))
io.socket.on('here', showHere)
// The client connects by itself, maybe before this file was here.
if (io.socket.isConnected()) start()

$('room').addEventListener('change', () => {
  $('messages').replaceChildren()
  join()
})
$('name').addEventListener('change', join)
$('join').addEventListener('submit', (event) => event.preventDefault())

$('say').addEventListener('submit', (event) => {
  event.preventDefault()
  const text = $('text').value
  io.socket.post(
    `/room/${encodeURIComponent($('room').value)}/message`,
    { text },
    (body, jwres) => {
      if (jwres.error) return note(`Not sent: ${jwres.statusCode}`)
      show('me', body.text, true)
      $('text').value = ''
    },
  )
})

// Ask any route, with the request of the documentation filled in.

$('request').addEventListener('submit', (event) => {
  event.preventDefault()
  let data
  try {
    data = JSON.parse($('data').value || '{}')
  } catch (error) {
    return answer('not sent', {}, `Data is no JSON: ${error.message}`)
  }
  io.socket.request(
    {
      method: $('method').value,
      url: $('url').value,
      data,
      headers: { 'x-csrf-token': 'ji4brixbiub3' },
    },
    (resData, jwres) => answer(jwres.statusCode, jwres.headers, resData),
  )
})

function answer(status, headers, body) {
  $('answer-status').textContent = status
  $('answer-status').classList.toggle('bad', !(status >= 200 && status < 400))
  $('answer-headers').textContent = JSON.stringify(headers)
  $('answer-body').textContent = typeof body === 'string' ? body : JSON.stringify(body, null, 2)
}
