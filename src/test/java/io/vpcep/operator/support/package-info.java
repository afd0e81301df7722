/** What tests of several rooms share: builders, a clock turned by hand, and a fake cloud. */
@NullMarked
package io.vpcep.operator.support;

import org.jspecify.annotations.NullMarked;
