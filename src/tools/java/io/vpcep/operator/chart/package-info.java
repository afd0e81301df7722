/**
 * The Helm chart and the manifests made of it: generates what others are the source of, renders it,
 * and tries it on a real API server. Knows nothing of connections and clouds.
 */
@NullMarked
package io.vpcep.operator.chart;

import org.jspecify.annotations.NullMarked;
