// Loaded after /halyard.io.js, which has put `io` on the window and connects by itself.
const { io } = window
const messages = document.querySelector('#messages')
const status = document.querySelector('#status')
const problem = document.querySelector('#problem')
const form = document.querySelector('form')

// Each connection is a new one for the server, so the room is joined again.
io.socket.on('connect', listen)
io.socket.on('disconnect', () => showStatus('reconnecting'))
io.socket.on('message', showMessage)
// The client connects by itself, maybe before this file was here.
if (io.socket.isConnected()) listen()

form.addEventListener('submit', (event) => {
  event.preventDefault()
  const input = form.elements.text
  io.socket.post('/message', { text: input.value }, (_body, { error }) => {
    showProblem(error && 'The message was not sent. Try again.')
    if (!error) input.value = ''
  })
})

function listen() {
  showStatus('connected')
  io.socket.post('/listener', {}, (_body, { error }) =>
    showProblem(error && 'This window hears nothing.'),
  )
}

function showMessage({ text, at }) {
  const line = document.createElement('li')
  const time = document.createElement('time')
  time.textContent = new Date(at).toLocaleTimeString()
  line.append(text, time)
  messages.append(line)
  line.scrollIntoView({ block: 'nearest' })
  document.querySelector('#empty').hidden = true
}

function showStatus(state) {
  status.textContent = state
  status.dataset.state = state
}

function showProblem(text) {
  problem.textContent = text || ''
  problem.hidden = !text
}
