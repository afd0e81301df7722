/** What GitOps tools make of our resources. */
@NullMarked
package io.vpcep.operator.gitops;

import org.jspecify.annotations.NullMarked;
