/** Whether stderr is a terminal whose user wants colours: https://no-color.org. */
export function wantsColor(): boolean {
  return process.stderr.isTTY && !process.env.NO_COLOR;
}
