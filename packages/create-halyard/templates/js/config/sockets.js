module.exports.sockets = {
  // Only pages of this app may connect. Name the others: onlyAllowOrigins: ['https://example.com']
  allowForeignOrigins: false,
}
