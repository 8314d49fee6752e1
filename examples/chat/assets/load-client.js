// Puts the script tag of the chosen client into the page, as a page with just one of them would have it. A script that
// is written while the page is parsed runs before the deferred ones behind it.
;(function () {
  var client = new URLSearchParams(location.search).get('client') === 'stock' ? 'stock' : 'halyard'
  document.documentElement.dataset.client = client
  document.write('<script src="/' + client + '.io.js" reconnection="true"><\u002fscript>')
})()
