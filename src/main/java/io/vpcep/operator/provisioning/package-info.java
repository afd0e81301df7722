/**
 * The VpcEndpointConnections that a service makes: what they should be, how one that there is
 * differs, and which are to be created, changed or deleted. Pure functions of the service, the list
 * of its source, the resources that there are, and the time; nothing here has an effect.
 */
@NullMarked
package io.vpcep.operator.provisioning;

import org.jspecify.annotations.NullMarked;
