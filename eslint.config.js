import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";
import vue from "eslint-plugin-vue";

/** The clock is a parameter: only the system clock may ask the machine what time it is. */
const clockRules = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: "Take a Clock as parameter.",
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: "Take a Clock as parameter.",
  },
  {
    selector: "CallExpression[callee.object.name='DateTime'][callee.property.name=/^(now|local|utc)$/]",
    message: "Take a Clock as parameter; times are built in scheduling/local-time.ts.",
  },
];
const environmentRule = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: "process.env is read in a main.ts only; take a Config.",
};

const patienceRule = {
  selector: "CallExpression[callee.object.name='vi'][callee.property.name='waitFor'][arguments.length=1]",
  message: "One second is too little on a busy machine; use tests/support/eventually.ts.",
};

export default defineConfig(
  { ignores: ["node_modules", "data", "**/dist", ".cache", "**/*.cjs"] },
  ...tseslint.configs.recommendedTypeChecked,
  ...vue.configs["flat/recommended"],
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["*.js", "*.mjs"] },
        extraFileExtensions: [".vue"],
        parser: tseslint.parser,
      },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "@typescript-eslint/require-await": "off",
      // Factories return closures, never methods that need their `this`.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "no-console": "error",
      eqeqeq: "error",
    },
  },
  {
    files: ["server/**/*.ts", "workers/**/*.ts"],
    ignores: ["server/platform/system-clock.ts"],
    rules: {
      "no-restricted-syntax": ["error", ...clockRules, environmentRule],
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // A list of the schema: as long as it is.
    files: ["server/platform/database/tables.ts"],
    rules: { "max-lines": "off" },
  },
  {
    files: ["server/main.ts", "server/commands/main.ts", "workers/main.ts", "workers/all-in-one.ts"],
    rules: { "no-restricted-syntax": ["error", ...clockRules] },
  },
  {
    // Tests look into answers freely; the contracts are checked on the way out of the server.
    files: ["tests/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "no-restricted-syntax": ["error", patienceRule],
      "no-console": "off",
    },
  },
  {
    files: ["client/**/*.{ts,vue}"],
    rules: {
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "vue/multi-word-component-names": "off",
      "vue/max-attributes-per-line": "off",
      "vue/singleline-html-element-content-newline": "off",
      "vue/multiline-html-element-content-newline": "off",
      "vue/html-self-closing": "off",
      "vue/html-indent": "off",
      "vue/html-closing-bracket-newline": "off",
      "vue/first-attribute-linebreak": "off",
    },
  },
  {
    files: ["**/*.mjs", "**/*.js"],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { "no-console": "off" },
  },
);
