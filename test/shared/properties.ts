import fc from 'fast-check';

/**
 * fast-check with examples that are the same at every run, so that a red test is the change's fault and not the draw's.
 * New examples are looked for on purpose: `PROPERTY_SEED=$RANDOM npm run test:unit -- property`; CI does so once a week.
 */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) });

export default fc;
