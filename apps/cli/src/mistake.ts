/** Something the person at the command line can mend: told in one line, without a stack. */
export class Mistake extends Error {}
