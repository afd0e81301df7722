/**
 * The whole operator on a real API server, with the emulator as its cloud: what a user would see.
 *
 * <p>A test is {@link io.vpcep.operator.e2e.EndToEnd} and gets an {@link
 * io.vpcep.operator.e2e.OperatorFixture}. It <em>puts</em> connections into the cloud and
 * <em>changes</em> them there, creates resources that <em>watch</em> them, or <em>connects</em>,
 * which is both; it <em>awaits</em> states and conditions, and reads the <em>calls</em> that the
 * cloud got and the <em>history</em> of what was written.
 */
@NullMarked
package io.vpcep.operator.e2e;

import org.jspecify.annotations.NullMarked;
