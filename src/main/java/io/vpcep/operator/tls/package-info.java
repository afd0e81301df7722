/** How network connections are secured, to clouds and to the API server. */
@NullMarked
package io.vpcep.operator.tls;

import org.jspecify.annotations.NullMarked;
