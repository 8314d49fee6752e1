const { io } = window

// Every connection asks anew: the answer is the present state, and from then on the server tells what changes.
const ask = () => io.socket.get('/poll', showVotes)
io.socket.on('connect', ask)
io.socket.on('poll', showVotes)
if (io.socket.isConnected()) ask() // it was faster than this script

for (const button of document.querySelectorAll('button')) {
  button.addEventListener('click', () => {
    io.socket.post('/poll', { drink: button.value }, (_body, { statusCode }) => {
      if (statusCode === 403) document.querySelector('#problem').textContent = 'You have voted.'
    })
  })
}

function showVotes(votes) {
  for (const [drink, count] of Object.entries(votes)) {
    document.getElementById(drink).textContent = count
  }
}
