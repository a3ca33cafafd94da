import { Size } from 'cdk8s';
import { type ContainerResources, Cpu } from 'cdk8s-plus-28';

/** What a program asks for, and what it may take. */
export interface Resources {
  /** Millicores. */
  readonly cpu: [request: number, limit: number];
  /** Mebibytes. */
  readonly memory: [request: number, limit: number];
}

/** What most of the programs get by with. */
export const SMALL: Resources = { cpu: [100, 200], memory: [64, 128] };

export function resources({ cpu, memory }: Resources): ContainerResources {
  return {
    cpu: { request: Cpu.millis(cpu[0]), limit: Cpu.millis(cpu[1]) },
    memory: { request: Size.mebibytes(memory[0]), limit: Size.mebibytes(memory[1]) },
  };
}
