// Not a module to import: this file keeps these packages out of the program's own.
// build.mjs lays each over the vendored package of the same path.
module cdk8s-service-patterns/apiserver/stubs

go 1.26.0
