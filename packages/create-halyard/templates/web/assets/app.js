const { io } = window
const form = document.querySelector('form')

io.socket.on('connect', () => io.socket.post('/listener'))
io.socket.on('message', ({ text }) => show(text))

form.addEventListener('submit', (event) => {
  event.preventDefault()
  const { text } = form.elements
  io.socket.post('/message', { text: text.value })
  text.value = ''
})

function show(text) {
  const line = document.createElement('li')
  line.textContent = text
  document.querySelector('ol').append(line)
}
