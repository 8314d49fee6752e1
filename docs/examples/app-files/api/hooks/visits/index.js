export default function visitsHook(sails) {
  let visits

  return {
    // Under the app's configuration. `__configKey__` is the hook's name there: `visits`.
    defaults: { __configKey__: { startAt: 0 } },

    // Once the defaults of all hooks are in: checks and completes `sails.config`.
    configure() {
      const { startAt } = sails.config[this.configKey]
      if (!Number.isInteger(startAt)) throw new Error('config.visits.startAt is no whole number.')
    },

    // Starts the hook. A promise is awaited; so is a callback that is declared.
    async initialize() {
      visits = sails.config[this.configKey].startAt
    },

    routes: {
      before: {
        'GET /*': {
          skipAssets: true,
          fn: (req, _res, next) => {
            visits += 1
            req.visits = visits
            next()
          },
        },
      },
    },

    // Actions of its own, at load and again on sails.reloadActions().
    registerActions() {
      sails.registerAction((_req, res) => res.json(visits), 'visits/show', true)
    },

    // Ends what initialize began; `lower()` waits for it.
    async teardown() {
      visits = undefined
    },
  }
}
