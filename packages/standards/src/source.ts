/** Where a number comes from: every table of this package names one. */
export interface Source {
  readonly document: string;
  /** Table, section or file inside the document. */
  readonly section: string;
  /** ISO date of the edition, as precise as it is known: `2021-09-22`, `2016`. */
  readonly date: string;
}
