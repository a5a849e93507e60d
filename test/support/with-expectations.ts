import { readExpectations } from '../../scripts/expectations';

/** The figures that the build fills in, for tests of sources that are not built. */
Object.assign(globalThis, { BENCHMARK_EXPECTATIONS: readExpectations() });
