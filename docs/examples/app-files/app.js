import { sails } from 'halyard'
import { rc } from 'halyard/accessible/rc'

await sails.lift(rc('sails'))
