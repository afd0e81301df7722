// Validates an OLM bundle as OperatorHub.io does, and prints what it finds, one line each: "error …" or "warning …".
// All validators of the library would call docker.
package main

import (
	"fmt"
	"os"

	"github.com/operator-framework/api/pkg/manifests"
	"github.com/operator-framework/api/pkg/validation"
)

func main() {
	bundle, err := manifests.GetBundleFromDir(os.Args[1])
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	validators := append(validation.DefaultBundleValidators,
		validation.OperatorHubV2Validator,
		validation.StandardCategoriesValidator,
		validation.StandardCapabilitiesValidator,
		validation.GoodPracticesValidator)
	failed := false
	for _, result := range validators.Validate(bundle.ObjectsToValidate()...) {
		for _, problem := range result.Errors {
			fmt.Println("error", problem.Error())
			failed = true
		}
		for _, problem := range result.Warnings {
			fmt.Println("warning", problem.Error())
		}
	}
	if failed {
		os.Exit(1)
	}
}
