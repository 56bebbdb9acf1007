const { existsSync, statfsSync } = require('node:fs')
const runFolder = require('./run-folder.cjs')

const MEMORY = '/dev/shm'
const ROOM = 2 ** 30

/**
 * The folder of the run in memory, where the machine has room for it: the specs' logs sync each append to the disk, and would
 * wait for it a third of the time. That it survives there is for the suites of faults to prove, which stay on the disk.
 */
module.exports = async () => {
  if (existsSync(MEMORY)) {
    const { bavail, bsize } = statfsSync(MEMORY)
    if (bavail * bsize > ROOM) process.env.TMPDIR = MEMORY
  }
  await runFolder()
}
