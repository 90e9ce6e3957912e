;;; cofre.el --- `cofre lsp' with eglot or lsp-mode  -*- lexical-binding: t; -*-

;; (load "~/.config/emacs/cofre.el") in your init file. It needs Emacs 29, or Emacs 26.3 with eglot from GNU ELPA, or
;; lsp-mode; and lua-mode.

;;; Code:

(defun cofre-project-root ()
  "The folder of the Cofre project that the buffer's file is in, or nil."
  (and buffer-file-name (locate-dominating-file buffer-file-name "Cofre.yaml")))

;; The settings have a mode of their own, so that other YAML keeps its server.
(eval
 `(define-derived-mode cofre-settings-mode
    ,(cond ((fboundp 'yaml-mode) 'yaml-mode)
           ((and (fboundp 'treesit-ready-p) (treesit-ready-p 'yaml t)) 'yaml-ts-mode)
           (t 'conf-colon-mode))
    "Cofre" "Settings of a Cofre project or of one of its stacks."))
(add-to-list 'auto-mode-alist '("/Cofre\\(\\..+\\)?\\.yaml\\'" . cofre-settings-mode))

;; eglot: other Lua stays with another server.
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               `((lua-mode lua-ts-mode (cofre-settings-mode :language-id "yaml"))
                 . ,(lambda (&rest _)
                      (if (cofre-project-root) '("cofre" "lsp") '("lua-language-server"))))))

;; lsp-mode: the priority puts it before the other Lua servers, where it applies.
(with-eval-after-load 'lsp-mode
  (declare-function lsp-register-client "lsp-mode")
  (declare-function make-lsp-client "lsp-mode")
  (declare-function lsp-stdio-connection "lsp-mode")
  (add-to-list 'lsp-language-id-configuration '(lua-ts-mode . "lua"))
  (add-to-list 'lsp-language-id-configuration '(cofre-settings-mode . "yaml"))
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection '("cofre" "lsp"))
                    :activation-fn (lambda (name &rest _)
                                     (and (string-match-p "\\(\\.lua\\|/Cofre\\(\\..+\\)?\\.yaml\\)\\'" name)
                                          (locate-dominating-file name "Cofre.yaml")))
                    :priority 1
                    :server-id 'cofre)))

(defvar cofre-start-function #'eglot-ensure
  "What starts the server in a buffer; `lsp-deferred' for lsp-mode.")

(defun cofre-ensure ()
  "Start the server in a buffer of a Cofre project."
  (when (cofre-project-root) (funcall cofre-start-function)))

(add-hook 'lua-mode-hook #'cofre-ensure)
(add-hook 'lua-ts-mode-hook #'cofre-ensure)
(add-hook 'cofre-settings-mode-hook #'cofre-ensure)

(provide 'cofre)
;;; cofre.el ends here
