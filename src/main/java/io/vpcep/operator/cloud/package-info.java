/**
 * Asks a cloud for connections over HTTP, one page a call, and turns every response into our words:
 * a page or a typed failure. Knows no Kubernetes, no schedule and no retry.
 */
@NullMarked
package io.vpcep.operator.cloud;

import org.jspecify.annotations.NullMarked;
