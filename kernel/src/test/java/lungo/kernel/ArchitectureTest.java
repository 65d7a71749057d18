package lungo.kernel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** What ARCHITECTURE.md says of the kernel's packages; rules as test methods, since Surefire passes over those that are fields. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("lungo.kernel");

    @Test
    void packagesSeeOnlyThoseBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("kernel")
                .definedBy("lungo.kernel")
                .layer("channels")
                .definedBy("..channels")
                .layer("connection")
                .definedBy("..connection")
                .layer("messages")
                .definedBy("..messages")
                .layer("magics")
                .definedBy("..magics")
                .layer("dependencies")
                .definedBy("..dependencies")
                .layer("execution")
                .definedBy("..execution")
                .layer("display")
                .definedBy("..display")
                .layer("kernelspec")
                .definedBy("..kernelspec")
                .whereLayer("kernel")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("channels")
                .mayOnlyBeAccessedByLayers("kernel")
                .whereLayer("connection")
                .mayOnlyBeAccessedByLayers("kernel", "channels")
                .whereLayer("messages")
                .mayOnlyBeAccessedByLayers("kernel", "channels")
                .whereLayer("magics")
                .mayOnlyBeAccessedByLayers("kernel")
                .whereLayer("dependencies")
                .mayOnlyBeAccessedByLayers("kernel", "magics")
                .whereLayer("execution")
                .mayOnlyBeAccessedByLayers("kernel")
                .whereLayer("display")
                .mayOnlyBeAccessedByLayers("kernel", "messages", "magics")
                .whereLayer("kernelspec")
                .mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    @Test
    void noCycles() {
        slices().matching("lungo.kernel.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void zeroMqStaysInChannels() {
        onlyIn("org.zeromq..", "..channels").check(CLASSES);
    }

    @Test
    void jsonStaysWhereTextIsJson() {
        onlyIn("com.google.gson..", "..messages", "..connection", "..kernelspec", "..magics", "lungo.kernel")
                .check(CLASSES);
    }

    @Test
    void mimaStaysInDependencies() {
        onlyIn("eu.maveniverse..", "..dependencies").check(CLASSES);
    }

    @Test
    void theResolverStaysInDependencies() {
        onlyIn("org.eclipse.aether..", "..dependencies").check(CLASSES);
    }

    @Test
    void bytecodeStaysInExecution() {
        onlyIn("org.objectweb.asm..", "..execution").check(CLASSES);
    }

    @Test
    void jShellStaysInExecution() {
        onlyIn("jdk.jshell..", "..execution").check(CLASSES);
    }

    @Test
    void theApiStandsAlone() {
        classes()
                .that()
                .resideInAPackage("..display")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "lungo.kernel.display")
                .check(CLASSES);
    }

    private static ArchRule onlyIn(String library, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
