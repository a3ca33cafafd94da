import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['build/', 'dist/', 'node_modules/', 'examples/**/dist/', 'examples/**/node_modules/', '.scratch/', 'coverage/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: './tsconfig.dev.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 300 }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // jsii classes are namespaces of factories, and props interfaces may add nothing to what they extend.
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    // An overlay edits final JSON, whose shape only the kind of the object knows.
    files: ['lib/synth/overlay.ts', ...['pod', 'serve', 'pods', 'stateful-set', 'admission', 'autoscaler', 'connection-variables'].map((name) => `lib/patterns/${name}.ts`)],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // Whoever adds to a runner's types repeats its declarations to the letter.
    files: ['jest.ts', 'jest-globals.ts', 'vitest.ts', 'vitest.mts'].map((file) => `lib/testing/${file}`),
    rules: {
      '@typescript-eslint/no-empty-object-type': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-namespace': 'off',
      '@typescript-eslint/no-unused-vars': 'off',
    },
  },
  {
    files: ['test/**/*.ts', 'examples/**/*.ts', 'templates/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // Constructs are made for what they add to the tree; manifests in tests are JSON of any kind.
      'no-new': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // What is measured is what is published: the built library, by require.
    files: ['bench/**/*.ts'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  { files: ['**/*.mjs', 'examples/**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
  // Scripts for Node, which no compiler checks for what is there.
  {
    files: ['apiserver/*.mjs', 'scripts/**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(['Buffer', 'TextDecoder', 'TextEncoder', 'WebAssembly', 'console', 'performance', 'process'].map((name) => [name, 'readonly'])),
    },
  },
);
