/**
 * Every meter and every tag. Counters are listeners of the other packages; gauges are read from the
 * caches at scrape time, so that none outlives its resource and all are right before the first
 * sweep.
 */
@NullMarked
package io.vpcep.operator.metrics;

import org.jspecify.annotations.NullMarked;
