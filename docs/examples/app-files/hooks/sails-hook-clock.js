export default (sails) => ({
  after: ['visits'],
  environments: ['development', 'test'],

  defaults: { __configKey__: { everyMs: 1000 } },

  initialize() {
    this.timer = setInterval(() => sails.emit('clock:tick'), sails.config[this.configKey].everyMs)
    this.timer.unref()
  },

  teardown() {
    clearInterval(this.timer)
  },
})
