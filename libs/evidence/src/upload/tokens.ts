/** The uploads of this machine. */
export const UPLOADS = Symbol('evidence uploads')
