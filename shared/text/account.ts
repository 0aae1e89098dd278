// Words of the commands about one's own account, for people.
import { defineWords } from './define.ts'

export const accountWords = defineWords({
  password: {
    en: 'change your password at the authority, or choose one by a link',
    fr: 'changer votre mot de passe auprès de l’autorité, ou en choisir un par un lien',
  },
  resetOption: {
    en: 'by the link an administrator gave you, in quotes; needs no old password',
    fr: 'par le lien d’un administrateur, entre guillemets ; sans l’ancien mot de passe',
  },
  newPasswordFileOption: {
    en: 'file with the new password, - for standard input',
    fr: 'fichier contenant le nouveau mot de passe, - pour l’entrée standard',
  },
  newOption: {
    en: 'set up a new one at the authority, in place of any earlier one',
    fr: 'en configurer un nouveau auprès de l’autorité, à la place de l’ancien',
  },
  askPassword: { en: 'Password of {login}: ', fr: 'Mot de passe de {login} : ' },
  askNewPassword: { en: 'New password: ', fr: 'Nouveau mot de passe : ' },
  passwordChanged: {
    en: 'The new password of {login} counts from now on; other sessions are ended.',
    fr: 'Le nouveau mot de passe de {login} compte dès maintenant ; les autres sessions sont fermées.',
  },
  factorSet: {
    en: 'The second factor of {login} is set up; an earlier one counts no more, and other sessions are ended.',
    fr: 'Le second facteur de {login} est configuré ; l’ancien ne compte plus et les autres sessions sont fermées.',
  },
})
