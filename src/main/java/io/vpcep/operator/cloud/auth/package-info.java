/**
 * How a request proves who we are, and for which project. The APIs do not choose it; the account's
 * Secret does.
 */
@NullMarked
package io.vpcep.operator.cloud.auth;

import org.jspecify.annotations.NullMarked;
