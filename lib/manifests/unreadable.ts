/** Why a document could not be read, and where in it. */
export class Unreadable extends Error {
  /**
   * @param reason in one clause without a full stop
   * @param offset in code units from the beginning of the document
   */
  constructor(readonly reason: string, readonly offset: number) {
    super(reason);
    this.name = 'Unreadable';
  }
}
