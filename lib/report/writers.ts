import { writeGithub } from './github';
import { writeJson } from './json';
import { writeJunit } from './junit';
import type { Writer } from './report';
import { writeSarif } from './sarif';
import { writeText } from './text-report';

/** The names of all formats. */
export const FORMATS = ['text', 'json', 'sarif', 'junit', 'github'] as const;

/** The name of a format. */
export type Format = (typeof FORMATS)[number];

/** One writer for each format, over the same report. */
export const writers: Readonly<Record<Format, Writer>> = {
  text: writeText,
  json: writeJson,
  sarif: writeSarif,
  junit: writeJunit,
  github: writeGithub,
};
